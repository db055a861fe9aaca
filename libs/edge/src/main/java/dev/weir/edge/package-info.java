/**
 * What both HTTP services share: who is calling, strict JSON, errors as problem+json, tenants and
 * catalogs. This package only puts the parts together.
 */
@NullMarked
package dev.weir.edge;

import org.jspecify.annotations.NullMarked;
