/**
 * What both sides of the AI-time dialect (seeds 000 and 003) share: balances in whole seconds,
 * estimates from recorded builds, and what to suggest to somebody who is short. May use the core,
 * the edge's directories, and Jackson.
 */
@NullMarked
package dev.weir.edge.aitime;

import org.jspecify.annotations.NullMarked;
