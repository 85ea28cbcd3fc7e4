package dev.messagingwindow.contentrules;

import dev.messagingwindow.content.OwnPhrase;
import dev.messagingwindow.content.OwnPhrase.Meaning;
import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.policy.ContentMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ContentRulesStore {

  private final JdbcClient jdbc;

  ContentRulesStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Empty for a channel whose rules were never changed.
  Optional<ChannelContentRules> find(ChannelId channelId) {
    return jdbc.sql("select * from content_rules where channel_id = ?")
        .param(channelId.value())
        .query((row, _) -> rules(row))
        .optional();
  }

  /// Part of the caller's transaction; empty when they are of another version by now.
  ///
  /// @param version null for any
  Optional<ChannelContentRules> replace(
      ChannelId channelId, ContentMode mode, OwnWords own, @Nullable Integer version) {
    jdbc.sql("insert into content_rules (channel_id) values (?) on conflict do nothing")
        .param(channelId.value())
        .update();
    return jdbc.sql(
            """
            update content_rules
            set mode = :mode, always_promotion = :promotion, code_patterns = :codes, never_promotion = :harmless,
              version = version + 1
            where channel_id = :channel and version = coalesce(cast(:version as integer), version)
            returning *
            """)
        .param("mode", mode.name())
        .param("promotion", texts(own, Meaning.ADVERTISING))
        .param("codes", texts(own, Meaning.COUPON))
        .param("harmless", texts(own, Meaning.HARMLESS))
        .param("channel", channelId.value())
        .param("version", version)
        .query((row, _) -> rules(row))
        .optional();
  }

  private static String[] texts(OwnWords own, Meaning meaning) {
    return own.phrases().stream()
        .filter(phrase -> phrase.meaning() == meaning)
        .map(OwnPhrase::text)
        .toArray(String[]::new);
  }

  private static ChannelContentRules rules(ResultSet row) throws SQLException {
    return new ChannelContentRules(
        ContentMode.valueOf(row.getString("mode")),
        new OwnWords(
            Stream.of(
                    phrases(row, "always_promotion", Meaning.ADVERTISING),
                    phrases(row, "code_patterns", Meaning.COUPON),
                    phrases(row, "never_promotion", Meaning.HARMLESS))
                .flatMap(phrases -> phrases)
                .toList()),
        row.getInt("version"));
  }

  private static Stream<OwnPhrase> phrases(ResultSet row, String column, Meaning meaning)
      throws SQLException {
    return Arrays.stream((String[]) row.getArray(column).getArray())
        .map(text -> new OwnPhrase(meaning, text));
  }
}
