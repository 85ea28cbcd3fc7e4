package dev.messagingwindow.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Answers what Tomcat itself refuses, such as a header that is too long: its own answer would be a
/// page in HTML.
@Configuration(proxyBeanMethods = false)
class TomcatProblems {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatAnswersProblems() {
    return tomcat ->
        tomcat.addContextCustomizers(context ->
            ((StandardHost) context.getParent()).setErrorReportValveClass(Valve.class.getName()));
  }

  /// Public, since Tomcat makes it.
  public static final class Valve extends ErrorReportValve {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      if (response.getStatus() < 400
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      var problem = ProblemHandler.byStatus(response.getStatus());
      try {
        response.setStatus(problem.getStatusCode().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        var writer = response.getReporter();
        if (writer != null) {
          writer.write(JSON.writeValueAsString(ProblemHandler.body(problem)));
          response.finishResponse();
        }
      } catch (IOException _) {
        // the caller is gone
      }
    }
  }
}
