// The three streams that every program has, or should have.
#pragma once

namespace cptsim::app {

/// Makes words on stderr best effort: what cannot be written there is lost, and the work goes on. Descriptors 0 to 2
/// that are closed are opened, so that no result file gets one of these numbers; writing to a closed stdout stays a
/// failure. Files that grow beyond a limit are a failure of that file, not the end of the process.
void prepare_streams();

}  // namespace cptsim::app
