package dev.messagingwindow.privacy;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels/{channelId}/customers/{customerId}")
@Tag(name = "Personal data")
class PersonController {

  private final Persons persons;

  PersonController(Persons persons) {
    this.persons = persons;
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Erase everything about a customer",
      description =
          "Texts, instants, messages to the customer, waiting ones too. Doing it again answers 204.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  void erase(
      @PathVariable ChannelId channelId, @PathVariable CustomerId customerId, Principal caller) {
    persons.erase(channelId, customerId, caller.getName());
  }

  @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Everything that is kept about a customer",
      description = "Table by table, all columns of all rows; empty lists for an unknown customer.")
  @ApiResponse(
      responseCode = "200",
      description = "As of one moment",
      content = @Content(schema = @Schema(type = "object")))
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  void export(
      @PathVariable ChannelId channelId,
      @PathVariable CustomerId customerId,
      Principal caller,
      HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    persons.export(channelId, customerId, caller.getName(), response.getOutputStream());
  }
}
