package dev.messagingwindow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.ServiceTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.test.context.TestPropertySource;

/// Runs the walk of the README against the service and compares what it prints. Ids, instants and
/// durations differ from run to run.
@TestPropertySource(properties = "messaging.outbox.worker-enabled=true")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the walk is written for bash")
class ReadmeWalkTest extends ServiceTest {

  private static final Pattern BLOCK =
      Pattern.compile("^```(sh|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void printsWhatTheReadmeShows() throws Exception {
    var readme = Files.readString(Path.of("README.md"));
    var walk = readme.substring(readme.indexOf("## A walk through the main job"));
    var script = new ArrayList<String>();
    var shown = new StringBuilder();
    for (var block : BLOCK.matcher(walk).results().toList()) {
      if (block.group(1).equals("sh")) {
        script.add(block.group(2));
      } else {
        shown.append(block.group(2));
      }
    }

    var printed = run(script);

    assertThat(shown).isNotEmpty();
    assertThat(settled(printed)).isEqualTo(settled(shown.toString()));
  }

  private String run(List<String> script) throws Exception {
    var bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", String.join("\n", script));
    bash.environment().put("BASE", baseUrl());
    bash.redirectErrorStream(true);
    var process = bash.start();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static String settled(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>")
        .replaceAll("\"messageId\":\"(m_|aWdf)[^\"]*", "\"messageId\":\"<id>")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z", "<instant>")
        .replaceAll("\"PT[0-9.HMS]+\"", "<duration>")
        .replaceAll(" +\n", "\n");
  }
}
