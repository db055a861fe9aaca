/**
 * Between two instances of this service: how a read gets to the instance that owns the account, at
 * most one hop, signed with a secret that only they share. Imports the JDK's HTTP client.
 */
@NullMarked
package dev.weir.sink.hop;

import org.jspecify.annotations.NullMarked;
