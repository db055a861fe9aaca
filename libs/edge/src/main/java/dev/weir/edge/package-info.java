/** What both HTTP services share: who is calling, errors as problem+json, the tenants. */
@org.jspecify.annotations.NullMarked
package dev.weir.edge;
