package dev.messagingwindow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.messagingwindow.model.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Who may use whom. A new arrow is one line here, for a reviewer to see.
class ArchitectureTest {

  private static final String ROOT = "dev.messagingwindow";

  /// Nobody may use webhook, ops or the root: they stand on the right of no row, and the sandbox
  /// only on that of its own.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("", Set.of()),
          Map.entry("model", Set.of()),
          Map.entry("window", Set.of("model")),
          Map.entry("content", Set.of("model")),
          Map.entry("policy", Set.of("model", "window", "content")),
          Map.entry("problem", Set.of()),
          Map.entry("meta", Set.of("model", "meta.http")),
          Map.entry("meta.http", Set.of()),
          Map.entry("encryption", Set.of()),
          Map.entry("app", Set.of("meta", "sql", "problem")),
          Map.entry("gap", Set.of("model", "window", "sql")),
          Map.entry(
              "channel", Set.of("model", "ledger", "meta", "encryption", "app", "gap", "problem")),
          Map.entry("login", Set.of("model", "meta", "encryption", "channel", "sql", "problem")),
          Map.entry("upkeep", Set.of("model", "meta", "channel")),
          Map.entry(
              "backfill",
              Set.of("model", "window", "meta", "gap", "channel", "conversation", "problem")),
          Map.entry("retention", Set.of()),
          Map.entry("sql", Set.of()),
          Map.entry("ledger", Set.of("model", "window", "content", "policy", "retention", "sql")),
          Map.entry(
              "conversation",
              Set.of("model", "window", "channel", "ledger", "retention", "sql", "problem")),
          Map.entry("comment", Set.of("model", "window", "channel", "sql", "problem")),
          Map.entry("quarantine", Set.of("model", "channel", "encryption", "sql", "problem")),
          Map.entry(
              "webhook",
              Set.of(
                  "model",
                  "window",
                  "channel",
                  "conversation",
                  "comment",
                  "outbox",
                  "quarantine",
                  "meta",
                  "problem")),
          Map.entry(
              "gate",
              Set.of(
                  "model",
                  "window",
                  "content",
                  "policy",
                  "channel",
                  "conversation",
                  "comment",
                  "problem")),
          Map.entry(
              "outbox",
              Set.of(
                  "model",
                  "ledger",
                  "window",
                  "policy",
                  "gate",
                  "channel",
                  "conversation",
                  "comment",
                  "meta",
                  "sql",
                  "problem")),
          Map.entry(
              "outbound",
              Set.of(
                  "model",
                  "window",
                  "content",
                  "ledger",
                  "policy",
                  "gate",
                  "outbox",
                  "channel",
                  "conversation",
                  "comment",
                  "sql",
                  "problem")),
          Map.entry("security", Set.of("model", "problem")),
          Map.entry(
              "ops",
              Set.of(
                  "model",
                  "window",
                  "policy",
                  "problem",
                  "channel",
                  "conversation",
                  "gate",
                  "ledger",
                  "outbox")),
          Map.entry(
              "sandbox",
              Set.of(
                  "model",
                  "window",
                  "content",
                  "policy",
                  "problem",
                  "meta",
                  "channel",
                  "conversation",
                  "outbox",
                  "security")),
          Map.entry("sandbox.customer", Set.of("model", "window", "problem", "meta", "sandbox")),
          Map.entry(
              "sandbox.graph",
              Set.of("model", "problem", "meta", "login", "sandbox", "sandbox.customer")));

  private static final String[] CORE = {
    ROOT + ".model..", ROOT + ".window..", ROOT + ".content..", ROOT + ".policy.."
  };

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageHasItsRow() {
    var packages = ourPackages().map(ArchitectureTest::shortName).collect(Collectors.toSet());

    assertThat(packages).isEqualTo(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("packageNames")
  void aPackageUsesOnlyWhatItsRowNames(String name) {
    var allowed =
        Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, Set.of()).stream())
            .map(ArchitectureTest::fullName)
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(fullName(name))
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
        .because("the table of packages has no such arrow")
        .check(MAIN);
  }

  static Stream<String> packageNames() {
    return MAY_USE.keySet().stream();
  }

  @Test
  void theCoreKnowsNoFramework() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..").or(resideInAnyPackage(CORE)))
        .because("what decides over a message must be readable and testable without Spring")
        .check(MAIN);
  }

  @Test
  void webhookKnowsOfTheOutboxOnlyTheReports() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".webhook..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".outbox..")
                .and(
                    DescribedPredicate.describe(
                        "are no reports",
                        type -> !type.getName().matches(".*\\.SendReports?(\\$.*)?"))))
        .because("nothing that arrives by webhook may cause a send")
        .check(MAIN);
  }

  @Test
  void onlyTheClockConfigurationAndTheSandboxReadTheSystemClock() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".sandbox..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".ClockConfiguration")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("it reads the system clock", ArchitectureTest::readsClock))
        .because("time that cannot be moved cannot be tested")
        .check(MAIN);
  }

  private static boolean readsClock(JavaAccess<?> access) {
    var owner = access.getTargetOwner().getName();
    return switch (access.getName()) {
      case "now", "system", "systemUTC", "systemDefaultZone" -> owner.startsWith("java.time.");
      case "tickMillis", "tickSeconds", "tickMinutes" -> owner.equals("java.time.Clock");
      case "currentTimeMillis" -> owner.equals("java.lang.System");
      case "<init>" -> owner.equals("java.util.Date");
      default -> false;
    };
  }

  @Test
  void noFieldIsInjected() {
    noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .because("a constructor shows what a class needs")
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(ourPackages())
        .allSatisfy(marked ->
            assertThat(marked.isAnnotatedWith(NullMarked.class)).as(marked.getName()).isTrue());
  }

  /// The sandbox has its own, so that a mistake in the one is not repeated by the other.
  @Test
  void theWindowsLengthsAreWrittenInOnePlace() throws IOException {
    var lengths = Pattern.compile("of(Hours\\((24|168)\\)|Days\\([17]\\)|Minutes\\(1_?440\\))");
    try (var files = Files.walk(Path.of("src/main/java"))) {
      var holders =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lengths.matcher(text(file)).find())
              .map(file -> file.getFileName().toString());

      assertThat(holders).containsExactlyInAnyOrder("WindowRules.java", "SendRules.java");
    }
  }

  /// Meta refuses them since 27 April 2026; only its stand-in names them.
  @Test
  void theRetiredTagsAreNamedOnlyWhereTheyAreRefused() throws IOException {
    var tags = Pattern.compile("ACCOUNT_UPDATE|CONFIRMED_EVENT_UPDATE|POST_PURCHASE_UPDATE");
    try (var files = Files.walk(Path.of("src/main"))) {
      var holders =
          files
              .filter(Files::isRegularFile)
              .filter(file -> tags.matcher(text(file)).find())
              .map(file -> file.getFileName().toString());

      assertThat(holders).containsExactly("SendRules.java");
    }
  }

  /// The Send API gets its tag from there and from nowhere else.
  @Test
  void thereIsNoOtherTagThanHumanAgent() {
    assertThat(Label.values())
        .extracting(Label::tag)
        .containsExactlyInAnyOrder(null, "HUMAN_AGENT", null);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JavaPackage> ourPackages() {
    return Stream.concat(
            Stream.of(MAIN.getPackage(ROOT)), MAIN.getPackage(ROOT).getSubpackagesInTree().stream())
        .filter(known -> !known.getClasses().isEmpty());
  }

  private static String fullName(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }

  private static String shortName(JavaPackage known) {
    return known.getName().equals(ROOT) ? "" : known.getName().substring(ROOT.length() + 1);
  }
}
