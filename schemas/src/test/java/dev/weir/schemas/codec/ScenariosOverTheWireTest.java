package dev.weir.schemas.codec;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The scenarios of the rules once more. {@link CodecWireCheck} is found as a service here, so each
 * of their steps also proves that the wire loses nothing of it.
 */
@Suite
@SelectPackages("dev.weir.accounting")
@IncludeClassNamePatterns(
    "dev\\.weir\\.accounting\\.(Charge|Hold|DailyBonus|Renewal|Revoke|Ledger|BurnOrder)Test")
class ScenariosOverTheWireTest {}
