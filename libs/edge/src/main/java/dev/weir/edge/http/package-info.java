/**
 * HTTP for both services: raw requests in, rules that hold before anything is parsed, problems out,
 * health, rate limits and one log line per request. Imports Spring MVC, Tomcat and the rest of the
 * edge.
 */
@NullMarked
package dev.weir.edge.http;

import org.jspecify.annotations.NullMarked;
