/**
 * The native read API over HTTP, and the far end of a hop. A controller takes a call, asks one
 * collaborator and shows what it says.
 */
@NullMarked
package dev.weir.sink.http;

import org.jspecify.annotations.NullMarked;
