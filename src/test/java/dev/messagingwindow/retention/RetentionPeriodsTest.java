package dev.messagingwindow.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionPeriodsTest extends ServiceTest {

  @Autowired private Retention retention;
  @Autowired private RetentionProperties properties;
  @Autowired private TransactionTemplate transaction;

  @AfterEach
  void asConfigured() {
    assertThat(put("{}").status()).isEqualTo(200);
  }

  @Test
  void tellsWhatIsConfiguredWhereNobodySaidOtherwise() {
    var periods = api().get("/api/v1/retention");

    assertThat(periods.status()).isEqualTo(200);
    assertThat(periods.body())
        .isEqualTo(
            "{\"messages\":\"PT720H\",\"undated\":\"PT168H\",\"outbound\":\"PT720H\",\"idempotencyKeys\":\"PT168H\",\"quarantine\":\"PT168H\",\"privateReplies\":\"PT720H\",\"decisions\":\"PT17520H\"}");
  }

  @Test
  void keepsWhatAnAdminSetsForAllInstances(@Autowired JdbcClient database) {
    var set = put("{'messages':'P10D','privateReplies':'PT0S'}");

    assertThat(set.text("messages")).isEqualTo("PT240H");
    assertThat(set.text("privateReplies")).isEqualTo("PT0S");
    assertThat(set.text("undated")).isEqualTo("PT168H");
    var anotherInstance = new RetentionTimes(database, transaction, properties);
    assertThat(anotherInstance.of(Kept.MESSAGES)).isEqualTo(Duration.ofDays(10));
    assertThat(put("{}").text("messages")).isEqualTo("PT720H");
  }

  @Test
  void dropsMessagesByTheNewPeriod() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    put("{'messages':'P2D'}");
    advance(Duration.ofDays(2));
    retention.run();
    assertThat(messages(channel, customer)).isEqualTo(1);

    advance(Duration.ofDays(1));
    retention.run();

    assertThat(messages(channel, customer)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "messages, P1D",
    "messages, P3651D",
    "messages, P2DT1H",
    "undated, PT47H",
    "outbound, P6D",
    "idempotencyKeys, P6D", // clients are promised seven days
    "quarantine, PT59M",
    "privateReplies, -PT1S",
    "quarantine, soon",
    "outbound, P99999999999D",
  })
  void refusesAPeriodThatMakesNoSenseAndNamesIt(String field, String period) {
    var refused = put("{'%s':'%s'}".formatted(field, period));

    assertThat(refused.problem()).as(refused.body()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo(field);
  }

  private Answer put(String body) {
    return api().put("/api/v1/retention", body);
  }

  private int messages(TestChannel channel, String customer) {
    return api().get(channel.customerPath(customer, "/messages")).at("messages").size();
  }
}
