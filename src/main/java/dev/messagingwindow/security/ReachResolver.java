package dev.messagingwindow.security;

import dev.messagingwindow.model.Reach;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands a controller the reach of its caller.
final class ReachResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Reach.class;
  }

  @Override
  public Reach resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    if (request.getUserPrincipal() instanceof Caller caller) {
      return caller.reach();
    }
    throw new IllegalStateException("a reach needs a caller");
  }
}
