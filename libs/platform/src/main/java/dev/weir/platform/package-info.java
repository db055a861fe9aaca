/**
 * A real broker, database and schema registry on loopback, started from published artifacts without
 * a container engine. The standalone form runs on it, and so does every test that wants the real
 * thing.
 *
 * <p>All three keep what they have in one folder and find it again after a clean stop or a kill.
 * The broker lives in this process; the database and the registry are child processes that are
 * started again when they die, and that are stopped at the next start when it was this process that
 * died. Knows nothing of Weir.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.platform;
