/** The rules, tried one by one and all at once. */
@org.jspecify.annotations.NullMarked
package dev.weir.accounting;
