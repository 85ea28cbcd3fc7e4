package dev.messagingwindow.ops;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/// The OpenAPI document: bearer scheme, and every problem type of every operation.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  /// Lists an answer's problem types for machines.
  static final String PROBLEM_TYPES = "x-problem-types";

  private static final String BEARER = "apiKey";
  private static final String PROBLEM = "Problem";

  OpenApiConfiguration() {
    var metaId = new StringSchema().pattern(MetaId.PATTERN);
    SpringDocUtils.getConfig()
        .replaceWithSchema(ChannelId.class, new UUIDSchema())
        .replaceWithSchema(MessageId.class, new UUIDSchema())
        .replaceWithSchema(AccountId.class, metaId)
        .replaceWithSchema(CustomerId.class, metaId)
        .addRequestWrapperToIgnore(Reach.class, CredentialId.class);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Messaging Window")
                .version("v1")
                .description(
                    "Keeps contact centres inside Meta's 24-hour and 7-day messaging windows."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSchemas(PROBLEM, problemSchema()));
  }

  @Bean
  GlobalOperationCustomizer problemTypes() {
    return (operation, handler) -> {
      var isCallback = handler.getBeanType().getPackageName().endsWith(".webhook");
      if (!isCallback) {
        operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
      }
      problemTypes(operation, handler, isCallback).stream()
          .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()))
          .forEach((status, types) ->
              operation
                  .getResponses()
                  .addApiResponse(Integer.toString(status.value()), response(types)));
      return operation;
    };
  }

  private static Set<ProblemType> problemTypes(
      Operation operation, HandlerMethod handler, boolean isCallback) {
    var types = EnumSet.of(ProblemType.INTERNAL, ProblemType.UNAVAILABLE);
    var own = handler.getMethodAnnotation(Problems.class);
    if (own != null) {
      types.addAll(List.of(own.value()));
    }
    if (!isCallback) {
      types.add(ProblemType.UNAUTHORIZED);
      types.add(ProblemType.FORBIDDEN);
    }
    if (operation.getRequestBody() != null) {
      types.add(ProblemType.PAYLOAD_TOO_LARGE);
      types.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }
    return types;
  }

  private static ApiResponse response(List<ProblemType> types) {
    var response =
        new ApiResponse()
            .description(
                types.stream().map(ProblemType::title).collect(Collectors.joining(". ")) + ".")
            .content(
                new Content()
                    .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    response.addExtension(PROBLEM_TYPES, types.stream().map(ProblemType::slug).toList());
    return response;
  }

  private static Schema<?> problemSchema() {
    return new ObjectSchema()
        .description("RFC 9457. Machines read 'type' and the extra members, people read 'detail'.")
        .addProperty("type", new StringSchema().format("uri"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty(
            "errors",
            new ArraySchema()
                .items(
                    new ObjectSchema()
                        .addProperty("field", new StringSchema())
                        .addProperty("message", new StringSchema())))
        .addProperty("verdict", new Schema<>().$ref("#/components/schemas/Verdict"));
  }
}
