package org.quoin.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips the tests of a class, visibly, where the distribution has not been assembled. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "org.quoin.kit.Distribution#built",
    disabledReason = "runtime/target/quoin is not built")
@interface NeedsDistribution {}
