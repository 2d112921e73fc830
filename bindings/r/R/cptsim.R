# Reads result files of cptsim with ncdf4, and calls the program.

program <- function() {
    asked <- Sys.getenv("CPTSIM_PROGRAM", "cptsim")
    found <- Sys.which(asked)
    if (found == "") stop("no program ", asked, ": install it, or name it in CPTSIM_PROGRAM", call. = FALSE)
    unname(found)
}

call_program <- function(words) {
    said <- tempfile()
    on.exit(unlink(said))
    out <- suppressWarnings(system2(program(), shQuote(words), stdout = TRUE, stderr = said))
    status <- attr(out, "status")
    if (!is.null(status)) stop("cptsim: ", paste(readLines(said), collapse = "\n"), call. = FALSE)
    out
}

cptsim_run <- function(scenarios, file, ..., set = list(), force = FALSE) {
    options <- list(...)
    words <- c("run", scenarios, "-o", file, "--quiet")
    for (name in names(options))
        words <- c(words, paste0("--", gsub("_", "-", name)), format(options[[name]], scientific = FALSE, trim = TRUE))
    for (key in names(set)) words <- c(words, "--set", paste0(key, "=", set[[key]]))
    if (force) words <- c(words, "--force")
    call_program(words)
    invisible(file)
}

cptsim_digest <- function(file) call_program(c("digest", file))

opened <- function(file, use) {
    if (!file.exists(file)) stop("no such file: ", file, call. = FALSE)
    results <- ncdf4::nc_open(file)
    on.exit(ncdf4::nc_close(results))
    use(results)
}

cptsim_names <- function(file, group = "observations") opened(file, function(results) {
    all <- grep(paste0("^", group, "/"), names(results$var), value = TRUE)
    sub("^[^/]*/", "", all)
})

cptsim_array <- function(file, name, group = "observations") opened(file, function(results) {
    path <- paste0(group, "/", name)
    if (!path %in% names(results$var)) stop("no variable ", path, " in ", file, call. = FALSE)
    variable <- results$var[[path]]
    values <- ncdf4::ncvar_get(results, path, collapse_degen = FALSE)
    axes <- rev(seq_along(variable$dim)) # as the file has them: scenario first
    labels <- lapply(variable$dim, function(axis) {
        label <- tryCatch(ncdf4::ncvar_get(results, axis$name), error = function(e) axis$vals)
        if (sub(".*/", "", axis$name) == "month") as.character(as.Date("2019-01-01") + as.integer(label))
        else as.character(label)
    })
    names(labels) <- sub(".*/", "", vapply(variable$dim, function(axis) axis$name, ""))
    values <- array(values, vapply(labels, length, 1L), labels)
    values <- aperm(values, axes)
    attr(values, "units") <- variable$units
    attr(values, "long_name") <- variable$longname
    values
})

cptsim_frame <- function(file, name, group = "observations") {
    values <- cptsim_array(file, name, group)
    frame <- as.data.frame.table(values, responseName = name, stringsAsFactors = FALSE)
    if ("month" %in% names(frame)) frame$month <- as.Date(frame$month)
    for (axis in intersect(c("replicate", "year", "entry_year", "spell_age"), names(frame)))
        frame[[axis]] <- as.numeric(frame[[axis]])
    frame
}
