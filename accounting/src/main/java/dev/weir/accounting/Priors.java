package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/**
 * What the dedupe store says about the ids in a command.
 *
 * @param ofThisId the command that had this id before
 * @param ofReferencedId the command whose id the verb names as its hold or grant
 * @param resumeUsed the resume token that the hold shows has been used
 */
public record Priors(
    @Nullable Remembered ofThisId, @Nullable Remembered ofReferencedId, boolean resumeUsed) {

  public static final Priors NONE = new Priors(null, null, false);
}
