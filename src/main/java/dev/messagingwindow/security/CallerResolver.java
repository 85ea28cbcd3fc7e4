package dev.messagingwindow.security;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands a controller what it may know of its caller.
final class CallerResolver<T> implements HandlerMethodArgumentResolver {

  private final Class<T> type;
  private final Function<Caller, T> value;

  CallerResolver(Class<T> type, Function<Caller, T> value) {
    this.type = type;
    this.value = value;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == type;
  }

  @Override
  public T resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    if (request.getUserPrincipal() instanceof Caller caller) {
      return value.apply(caller);
    }
    throw new IllegalStateException("a " + type.getSimpleName() + " needs a caller");
  }
}
