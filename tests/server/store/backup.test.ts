import {
  backupContract,
  backupSourceContract,
  restoreContract,
} from "../../contracts/backup.contract.ts"

for (const from of ["sqlite", "json"] as const) {
  for (const to of ["sqlite", "json"] as const) backupContract(from, to)
}
for (const kind of ["sqlite", "json"] as const) {
  backupSourceContract(kind)
  restoreContract(kind)
}
