package dev.weir.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make our own generated classes. Since 1.12.2 it makes none that is not trusted by name:
 * a schema comes from outside, and it names classes.
 */
final class Trust {

  static final String GENERATED = "dev.weir.schemas.avro";

  static {
    ClassSecurityPredicate generated = type -> type.getPackageName().equals(GENERATED);
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), generated));
  }

  private Trust() {}

  /** Trusts them from now on. */
  static void establish() {
    // The work is done once, when this class is initialised.
  }
}
