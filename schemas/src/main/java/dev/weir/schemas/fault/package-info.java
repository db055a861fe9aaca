/**
 * Places where a test makes a process die on purpose, to prove what survives it. Off unless armed.
 * Shared by the services because they never import each other; imports java.* only.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas.fault;
