/**
 * Client of Weir for the JVM. Allows itself the JDK and nothing else.
 *
 * <p>Every request value carries its own id, made up when it is built. Sending the same value
 * again, by this client's retries or by its user after a crash, is the same command and takes
 * effect once.
 */
@NullMarked
package dev.weir.client;

import org.jspecify.annotations.NullMarked;
