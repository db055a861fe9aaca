/**
 * What both services show alike in the answers of our own endpoints: amounts, draws and balances. A
 * write's balance and the read that follows it must not differ. Imports the generated records.
 */
@NullMarked
package dev.weir.edge.answer;

import org.jspecify.annotations.NullMarked;
