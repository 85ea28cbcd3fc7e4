package dev.messagingwindow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The JSON of the REST API: instants always with milliseconds; unknown fields and texts that
/// cannot be stored are refused. JSON is the only format: a body in another would pass these rules
/// by.
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @Bean
  JsonMapperBuilderCustomizer apiJson() {
    return builder ->
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .addModule(
                new SimpleModule("messaging-window")
                    .addSerializer(Instant.class, new InstantWithMilliseconds())
                    .addDeserializer(String.class, new StorableString()));
  }

  /// springdoc brings a YAML library, and Spring would read and write YAML with it.
  @Bean
  ServerHttpMessageConvertersCustomizer onlyJson() {
    return converters ->
        converters.configureMessageConvertersList(list ->
            list.removeIf(converter ->
                converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
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

  /// PostgreSQL's `text` cannot hold U+0000, and half of a surrogate pair would be stored and sent
  /// as a question mark.
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
      if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        return (String) context.handleWeirdStringValue(String.class, "", "must be Unicode text");
      }
      return text;
    }
  }
}
