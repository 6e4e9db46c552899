"""The ledger (台账): major hazards as rows of a spreadsheet, read in and written out."""
