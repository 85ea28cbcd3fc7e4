package dev.messagingwindow.ops;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says which settings are missing, one line each.
class MissingSettingsAnalyzer extends AbstractFailureAnalyzer<MissingSettingsException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MissingSettingsException cause) {
    return new FailureAnalysis(
        cause.meaningByName().entrySet().stream()
            .map(setting -> setting.getKey() + " is missing: " + setting.getValue())
            .collect(Collectors.joining("\n")),
        "Set them in the environment (SPRING_DATASOURCE_URL, MESSAGING_META_APPID, ...) or in"
            + " application.yaml. To try the service without any of them: mvn spring-boot:run.",
        cause);
  }
}
