// What all pages of reports do: words, numbers, tables, charts. Whatever comes from the data is written as text, never as
// HTML. page.cpp puts this and the script of one kind of page into one function.
  const page = JSON.parse(document.getElementById('data').textContent);
  const locale = page.lang === 'fr' ? 'fr-FR' : 'en-GB';

  // ---- tables of the data (analysis/report/table.hpp) ------------------------------------------------------------
  function cells(column) {
    if (column.words) return cells(column.at).map((i) => column.words[i]);
    return column.runs ? column.runs.flatMap((cell, i, all) => (i % 2 ? [] : Array(all[i + 1]).fill(cell))) : column;
  }
  // A row for each line of the table: { column: cell }.
  function rowsOf(table) {
    const columns = Object.entries(table).map(([name, column]) => [name, cells(column)]);
    return columns[0][1].map((first, i) => Object.fromEntries(columns.map(([name, column]) => [name, column[i]])));
  }
  const data = Object.fromEntries(Object.entries(page.tables).map(([name, table]) => [name, rowsOf(table)]));
  // grouped(rows, 'a', 'b')(1, 2) are the rows with a = 1 and b = 2.
  function grouped(rows, ...columns) {
    const groups = new Map();
    for (const row of rows) {
      const key = columns.map((column) => row[column]).join();
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(row);
    }
    return (...values) => groups.get(values.join()) || [];
  }
  const distinct = (rows, column) => [...new Set(rows.map((row) => row[column]))];

  const [facts] = data.facts, [origin] = data.identity;
  const scenarios = data.scenarios;
  const drawn = scenarios.map((s, i) => i).filter((i) => scenarios[i].role !== 'placebo');
  const visible = new Set(drawn.slice(0, 3));
  const lastDate = data.dates.length - 1;

  // ---- words, numbers, dates -------------------------------------------------------------------------------------
  function t(key, ...values) {
    const word = Object.hasOwn(page.words, key) ? page.words[key] : key;
    return word.replace(/%([1-9])/g, (all, i) => (i <= values.length ? values[i - 1] : all));
  }
  const formats = {};
  function num(value, decimals) {
    if (value === null || value === undefined) return '–';
    const digits = Math.abs(value) < 1000 ? decimals : 0;
    formats[digits] = formats[digits] ||
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const text = formats[digits].format(value);
    return (/[1-9]/.test(text) ? text : text.replace('-', '')).replace('-', '−');
  }
  function diff(value, decimals) {
    const text = num(value, decimals);
    return value > 0 && /[1-9]/.test(text) ? '+' + text : text;
  }
  const separator = t('clause_separator');
  const interval = (low, high, decimals) => '[' + diff(low, decimals) + separator + diff(high, decimals) + ']';
  const percent = (share) => num(100 * share, 0) + '\u00a0%';
  const monthName = (month) => data.months[month].title;
  const monthCode = (month) => data.months[month].code;
  const titleOf = (i) => scenarios[i].title || scenarios[i].name;
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  // ---- elements --------------------------------------------------------------------------------------------------
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {}))
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }
  let serial = 0;
  const fresh = (prefix) => prefix + '-' + ++serial;
  const place = (id) => document.querySelector('#' + id + ' > div');
  const leftOut = (parent, why) => parent.append(el('p', { class: 'note' }, t('nothing_here', why)));

  // As the spreadsheets of the page's language read it: 1.5 among commas, or 1,5 among semicolons.
  function csvOf(table) {
    const french = page.lang === 'fr';
    const field = (value) => {
      if (value === null || value === undefined) return '';
      if (typeof value === 'number') return french ? String(value).replace('.', ',') : String(value);
      const text = /^[=+\-@\t\r]/.test(value) ? "'" + value : value; // a spreadsheet would take it for a formula
      return /[",;\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    };
    return [table.columns, ...table.rows].map((row) => row.map(field).join(french ? ';' : ',')).join('\r\n') + '\r\n';
  }
  const download = (name, table) => save((typeof name === 'function' ? name() : name) + '.csv',
    new Blob(['\ufeff' + csvOf(table)], { type: 'text/csv;charset=utf-8' }));
  function save(name, blob) {
    const url = URL.createObjectURL(blob);
    const link = el('a', { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
  function downloadButton(name, title, make) {
    const button = el('button', { type: 'button', 'aria-label': t('download_of', title) }, t('download'));
    button.addEventListener('click', () => download(name, make()));
    return button;
  }
  // A region that scrolls sideways must be reachable by keyboard.
  const scroller = (label, child, tall) =>
    el('div', { class: tall ? 'scroll tall' : 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, child);
  // A heading of a column or a row; `unit` may be absent.
  const heading = (scope, title, unit) =>
    el('th', { scope }, title, unit === undefined ? null : el('span', { class: 'unit' }, unit));
  // attributes: of the table; caption may be null; head: cells, rows: lists of cells.
  const grid = (attributes, caption, head, rows) => el('table', attributes, caption && el('caption', {}, caption),
    el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row))));
  const plainTable = (caption, table, decimals) =>
    grid({}, caption, table.columns.map((title) => heading('col', title)), table.rows.map((row) => row.map((value, i) =>
      (i === 0 ? heading('row', typeof value === 'number' ? num(value, decimals) : String(value))
        : typeof value === 'number' || value === null ? el('td', {}, num(value, decimals))
          : el('td', { class: 'text' }, value)))));
  // A table that scrolls, and its numbers as CSV.
  const tools = (...children) => el('div', { class: 'tools' }, ...children);
  const withDownload = (title, table, name, make, tall) =>
    [scroller(title, table, tall), tools(downloadButton(name, title, make))];
  const opened = []; // how to forget each
  const resetTables = () => opened.forEach((reset) => reset());
  // The table behind a chart, made when it is opened.
  function dataTools(name, title, make, decimals) {
    const details = el('details', {}, el('summary', { 'aria-label': t('table_below', title) }, t('data_table')));
    let made = false;
    opened.push(() => {
      if (made) details.lastChild.remove();
      made = details.open = false;
    });
    details.addEventListener('toggle', () => {
      if (!details.open || made) return;
      made = true;
      details.append(scroller(t('table_below', title), plainTable(title, make(), decimals), true));
    });
    return tools(details, downloadButton(name, title, make));
  }

  function contents() {
    const list = document.getElementById('contents');
    if (!list) return;
    for (const heading of document.querySelectorAll('main h2'))
      list.append(el('li', {}, el('a', { href: '#' + heading.parentElement.id }, heading.textContent)));
  }

  function asked() {
    const parent = place('asked');
    const notes = grouped(data.notes, 'scenario'), changes = grouped(data.changes, 'scenario');
    scenarios.forEach((scenario, i) => {
      parent.append(el('h3', {}, titleOf(i), ' (' + t(scenario.role) + ')'));
      if (scenario.description) parent.append(el('p', {}, scenario.description));
      if (scenario.role === 'placebo' && !scenario.description) parent.append(el('p', {}, t('is_placebo')));
      if (i === 0) {
        parent.append(el('p', {}, t('is_reference')));
        return;
      }
      notes(i).forEach((row) => parent.append(el('p', {}, row.note)));
      if (!changes(i).length) parent.append(el('p', {}, t('nothing_differs')));
      for (const heading of distinct(changes(i), 'heading'))
        parent.append(el('h4', {}, heading), el('ul', {}, ...changes(i).filter((row) => row.heading === heading)
          .map((row) => el('li', {}, row.line))));
    });
  }

  function identity() {
    const list = el('dl', {});
    const line = (title, text, isCode) => list.append(el('dt', {}, title),
      el('dd', {}, isCode ? el('code', {}, text) : text));
    line(t('id_version'), t('id_version_text', origin.version, origin.results, origin.commit, origin.build));
    line(t('id_seed'), origin.seed);
    line(t('id_runs'), num(origin.runs, 0));
    line(t('id_parameters'), origin.own_sample ? `${t('parameters_own')} ${origin.own_sample}`
      : t('parameters_' + origin.parameters));
    line(t('id_population'), t('id_population_text', origin.population, origin.population_digest));
    if (origin.created) {
      const date = new Date(origin.created);
      line(t('id_created'), isNaN(date) ? origin.created
        : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date) +
          ' UTC');
    }
    line(t('id_file'), origin.file || t('id_no_file'));
    if (origin.digest) line(t('id_digest'), origin.digest, true);
    place('identity').append(list, el('h3', {}, t('id_command')), el('code', { class: 'code' }, origin.command));
  }

  // Sections that are folded draw their charts when they are opened; the note alone is printed unless they are.
  function folds() {
    const all = [...document.querySelectorAll('details.fold')], box = document.getElementById('note-tools');
    if (!box) return;
    all.forEach((fold) => fold.addEventListener('toggle', () => {
      if (fold.open) charts.filter((entry) => fold.contains(entry.canvas)).forEach(draw);
    }));
    const button = (key, act) => {
      const made = el('button', { type: 'button' }, t(key));
      made.addEventListener('click', act);
      return made;
    };
    box.append(button('open_all', () => all.forEach((fold) => { fold.open = true; })),
      button('print_note', () => {
        all.forEach((fold) => { fold.open = false; });
        print();
      }));
    const named = document.getElementById(location.hash.slice(1));
    if (named && named.matches('details')) named.open = true;
  }

  // Draws a page: its sections, then its charts.
  function start(subtitle, sections) {
    if (subtitle) document.getElementById('subtitle').textContent = subtitle;
    contents();
    sections.forEach((section) => section());
    folds();
    drawAll();

    // Colours follow the theme; paper is light.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
    function paper(on) {
      if (!matchMedia('(prefers-color-scheme: dark)').matches) return;
      document.documentElement.classList.toggle('paper', on);
      drawAll();
    }
    addEventListener('beforeprint', () => paper(true));
    addEventListener('afterprint', () => paper(false));
    document.documentElement.dataset.drawn = String(charts.length);
  }
