package dev.messagingwindow.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The problem types of one operation, for the OpenAPI document. What every operation can answer
/// (401, 403, 500, 503, and with a body 413 and 415) is added there and not repeated here.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Problems {

  ProblemType[] value();
}
