package dev.messagingwindow.contentrules;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels/{channelId}/content-rules")
@Tag(name = "Channels")
class ContentRulesController {

  private final ContentRulesOfChannels rules;

  ContentRulesController(ContentRulesOfChannels rules) {
    this.rules = rules;
  }

  @GetMapping
  @Operation(summary = "Mode and own words of the content rules")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ContentRulesSettings get(@PathVariable ChannelId channelId) {
    return ContentRulesSettings.of(rules.get(channelId));
  }

  @PutMapping
  @Operation(
      summary = "Change mode and own words of the content rules",
      description =
          "Replaces all of them, at once and on every instance. The answer of GET may be sent back"
              + " changed; its `version`, where it is given, keeps two people from undoing each"
              + " other's changes. A phrase has 2 to 60 characters and at most 8 words; case and"
              + " accents do not count. Within a word `#` stands for one digit and `*` for any"
              + " letters and digits. At most 500 phrases in all.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.CHANNEL_NOT_FOUND,
    ProblemType.CONTENT_RULES_CHANGED
  })
  ContentRulesSettings change(
      @PathVariable ChannelId channelId,
      @Valid @RequestBody ContentRulesSettings settings,
      Principal caller) {
    return ContentRulesSettings.of(
        rules.change(
            channelId,
            settings.modeOrDefault(),
            settings.own(),
            settings.version(),
            caller.getName()));
  }
}
