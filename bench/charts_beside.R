# The same series through NHSRplotthedots, where it is installed; prints JSON.
given <- read.csv(commandArgs(trailingOnly = TRUE)[1])
if (!requireNamespace("NHSRplotthedots", quietly = TRUE)) {
  cat('{"why": "R is here, but not the package"}')
  quit()
}
given$at <- as.Date("2020-01-01") + given$at
series <- split(given, given$k)
read_one <- function(one) {
  suppressWarnings(NHSRplotthedots::ptd_spc(one, value_field = y, date_field = at))
}
first <- read_one(series[[1]])
began <- proc.time()[["elapsed"]]
for (one in series) read_one(one)
seconds <- proc.time()[["elapsed"]] - began
cat(sprintf(
  '{"version": "%s", "charts": {"XmR": {"series": %d, "seconds": %f}}}',
  as.character(packageVersion("NHSRplotthedots")), length(series), seconds
))
