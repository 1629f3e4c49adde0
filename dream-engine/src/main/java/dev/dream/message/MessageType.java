package dev.dream.message;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which a type travels, in place of the name of its class. It should stay when the
 * class is renamed or moved, for nodes of the version before know the type by it. The types nested
 * in an annotated type take its name as their prefix: in a {@code @MessageType("cart")} interface,
 * {@code Add} is {@code cart.Add}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MessageType {

  /** The name, not blank and at most 255 bytes long in UTF-8. */
  String value();
}
