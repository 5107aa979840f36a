# Loads every table with load.R, and prints: table, column, class, number of missing values, number of parsing problems.
# Arguments: the folder of the release, and the reader (readr or base). Exits with 77 where readr is not installed.

arguments <- commandArgs(trailingOnly = TRUE)
reader <- arguments[2]
if (reader == "readr" && !requireNamespace("readr", quietly = TRUE)) quit(status = 77)
source(file.path(arguments[1], "load.R"))
for (name in names(ocse_classes)) {
  table <- load_table(name, reader = reader)
  problems <- if (reader == "readr") nrow(readr::problems(table)) else 0
  for (column in names(table)) {
    cat(name, column, class(table[[column]])[1], sum(is.na(table[[column]])), problems, sep = ",")
    cat("\n")
  }
}
