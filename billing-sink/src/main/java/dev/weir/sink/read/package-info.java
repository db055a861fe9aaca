/**
 * The answers of the native read API: an account now or as it was, its ledger, and waiting for a
 * write to be seen. Joins the views and PostgreSQL; knows nothing of HTTP but its refusals.
 */
@NullMarked
package dev.weir.sink.read;

import org.jspecify.annotations.NullMarked;
