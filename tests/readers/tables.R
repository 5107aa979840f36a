# Reads a release as R users do, and prints what it found: table, column, class, number of missing values.
# Arguments: the folder of the release, what to read (csv, sqlite, stata or spss), and a CSV file with the columns of
# every table and the class that each is declared to have.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
kind <- arguments[2]
declared <- read.csv(arguments[3], colClasses = "character")

package <- c(csv = "base", sqlite = "RSQLite", stata = "haven", spss = "haven")[[kind]]
if (!requireNamespace(package, quietly = TRUE)) quit(status = 77)
if (kind == "sqlite") {
  database <- DBI::dbConnect(RSQLite::SQLite(), file.path(folder, "ocse-operations.sqlite"), extended_types = TRUE)
}

read_table <- function(name) {
  columns <- declared[declared$table == name, ]
  switch(kind,
    csv = read.csv(file.path(folder, "data", "tables", paste0(name, ".csv")),
                   colClasses = setNames(columns$class, columns$column), na.strings = "", encoding = "UTF-8"),
    sqlite = DBI::dbReadTable(database, name, check.names = FALSE),
    stata = haven::read_dta(file.path(folder, "stata", paste0(name, ".dta"))),
    spss = haven::read_sav(file.path(folder, "spss", paste0(name, ".sav"))))
}

for (name in unique(declared$table)) {
  frame <- read_table(name)
  for (column in names(frame)) {
    cells <- frame[[column]]
    missing <- sum(is.na(cells) | as.character(cells) == "")
    cat(name, column, nrow(frame), class(cells)[length(class(cells))], missing, sep = ",")
    cat("\n")
  }
}
