# Reads every table with the R package frictionless, and prints: table, number of rows, number of parsing problems.
# Argument: the descriptor. Exits with 77 where the package is not installed.

if (!requireNamespace("frictionless", quietly = TRUE)) quit(status = 77)
path <- commandArgs(trailingOnly = TRUE)[1]
package <- suppressMessages(frictionless::read_package(path))
for (resource in package$resources) {
  if (is.null(resource$type)) next  # the Parquet files
  table <- frictionless::read_resource(package, resource$name)
  cat(resource$name, nrow(table), nrow(readr::problems(table)), sep = ",")
  cat("\n")
}
