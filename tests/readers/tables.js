// Reads every table with the JavaScript reader of Data Packages, with casts, constraints and foreign keys, and prints what it
// found: the number of rows and, for each column, the types of its values.
// Argument: the descriptor. Exits with 77 where the reader is not installed.

let Package
try {
  ;({Package} = require('datapackage'))
} catch {
  process.exit(77)
}

function typesOf(values) {
  const present = values.filter((value) => value !== null)
  return [...new Set(present.map((value) => (value instanceof Date ? 'date' : typeof value)))]
}

async function main(descriptor) {
  const dataPackage = await Package.load(descriptor)
  if (!dataPackage.valid) throw new Error(dataPackage.errors.join('\n'))
  for (const resource of dataPackage.resources.filter((resource) => resource.descriptor.type === 'table')) {
    if (resource.schema.foreignKeys.length > 0) await resource.checkRelations()
    const rows = await resource.read({keyed: true})
    const types = resource.schema.fieldNames.map((name) => [name, typesOf(rows.map((row) => row[name]))])
    console.log(JSON.stringify({name: resource.name, rows: rows.length, types: Object.fromEntries(types)}))
  }
}

main(process.argv[2]).catch((error) => {
  console.error(error.message, (error.errors || []).slice(0, 3).map(String))
  process.exit(1)
})
