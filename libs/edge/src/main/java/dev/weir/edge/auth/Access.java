package dev.weir.edge.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call an endpoint. A controller method without it cannot be called at all. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {
  Right value();

  /** The content types that a body may have; a charset other than UTF-8 is refused with any. */
  String[] types() default {"application/json"};
}
