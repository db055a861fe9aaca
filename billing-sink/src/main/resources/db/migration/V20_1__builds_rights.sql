-- The writer folds builds, so unlike the ledger's rows these are updated as a build goes on; nothing deletes them.
GRANT SELECT, INSERT, UPDATE ON build TO weir_writer;
