/**
 * The read side: folds the ledger into views and PostgreSQL, and answers reads from both. This
 * package puts the parts together; what each may import is said in its own package.
 */
@NullMarked
package dev.weir.sink;

import org.jspecify.annotations.NullMarked;
