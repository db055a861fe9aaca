/**
 * A second, naive book-keeper: written from the contract, sharing no rule with the one it audits.
 * Lists are searched and sorted again for every question, and nothing is immutable.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.accounting.audit;
