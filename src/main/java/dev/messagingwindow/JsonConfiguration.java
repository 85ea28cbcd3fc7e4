package dev.messagingwindow;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The JSON of the REST API: instants always with milliseconds, unknown fields and NUL characters
/// refused.
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @Bean
  JsonMapperBuilderCustomizer apiJson() {
    return builder ->
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(
                new SimpleModule("messaging-window")
                    .addSerializer(Instant.class, new InstantWithMilliseconds())
                    .addDeserializer(String.class, new StorableString()));
  }

  private static final class InstantWithMilliseconds extends StdSerializer<Instant> {

    InstantWithMilliseconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(MILLISECONDS.format(value));
    }
  }

  /// PostgreSQL's `text` cannot hold U+0000.
  private static final class StorableString extends StdDeserializer<String> {

    StorableString() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) {
      var text = StringDeserializer.instance.deserialize(json, context);
      if (text != null && text.indexOf('\0') >= 0) {
        return (String) context.handleWeirdStringValue(String.class, "", "must not contain U+0000");
      }
      return text;
    }
  }
}
