package dev.messagingwindow.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what a value has to look like; nothing about the one that came.
final class ExpectedForm {

  private ExpectedForm() {}

  static String of(@Nullable Class<?> type) {
    if (type == Instant.class) {
      return "must be an instant such as 2026-09-21T14:13:20.123Z";
    }
    return type != null && type.isEnum()
        ? "must be one of " + names(type)
        : "has a value of the wrong form";
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(Field::isEnumConstant)
        .map(ExpectedForm::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Field constant) {
    var onTheWire = constant.getAnnotation(JsonProperty.class);
    return onTheWire == null ? constant.getName() : onTheWire.value();
  }
}
