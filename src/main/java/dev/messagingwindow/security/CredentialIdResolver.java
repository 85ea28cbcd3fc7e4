package dev.messagingwindow.security;

import dev.messagingwindow.model.CredentialId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands a controller the id of its caller's credential.
final class CredentialIdResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == CredentialId.class;
  }

  @Override
  public CredentialId resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    if (request.getUserPrincipal() instanceof Caller caller) {
      return caller.credentialId();
    }
    throw new IllegalStateException("a credential needs a caller");
  }
}
