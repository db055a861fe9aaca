#!/bin/bash
# Run once by the database's own image, on an empty volume: the writer, who may insert and read (the first migration says
# what), with its password, and the registry's database.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$WEIR_WRITER_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE weir_writer LOGIN PASSWORD :'password';
CREATE DATABASE registry;
SQL
