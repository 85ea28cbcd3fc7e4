package dev.messagingwindow.security;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// A credential that is limited to channels gets 404 for every other one: it cannot learn that it
/// exists.
final class ChannelReach implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getUserPrincipal() instanceof Caller caller
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        && variables.get("channelId") instanceof String channelId
        && !reaches(caller, channelId)) {
      throw new ApiProblem(ProblemType.CHANNEL_NOT_FOUND, "No channel has this id.");
    }
    return true;
  }

  private static boolean reaches(Caller caller, String channelId) {
    try {
      return caller.reach().covers(ChannelId.valueOf(channelId));
    } catch (IllegalArgumentException _) {
      return true; // no id at all: the controller says so
    }
  }
}
