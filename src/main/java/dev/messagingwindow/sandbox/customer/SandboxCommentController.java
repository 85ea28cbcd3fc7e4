package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets a person play somebody who writes in public, below a post or on a Page.
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/customers/{accountId}/{customerId}")
@Tag(name = "Sandbox")
class SandboxCommentController {

  private final SandboxComments comments;
  private final Clock clock;

  SandboxCommentController(SandboxComments comments, Clock clock) {
    this.comments = comments;
    this.clock = clock;
  }

  @PostMapping("/comments")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Comment as a customer; the account may answer it once in private")
  @Problems(ProblemType.INVALID_REQUEST)
  CommentResponse comment(
      @PathVariable String accountId,
      @PathVariable String customerId,
      @RequestBody CommentRequest request) {
    requireIds(accountId, customerId);
    var live = Boolean.TRUE.equals(request.live());
    if (live && MetaMade.platformOf(accountId) == Platform.FACEBOOK) {
      throw ApiProblem.invalid("live", "only Instagram tells live comments apart");
    }
    var commentId =
        request.commentId() == null ? MetaMade.commentId(accountId) : request.commentId();
    var target = target(ReplyTarget.Kind.COMMENT, commentId, "commentId");
    write(
        new SandboxComment(
            target, accountId, customerId, live, createdAt(request.createdAt()), null, null),
        request.text(),
        request.named(),
        request.deliver());
    return new CommentResponse(commentId);
  }

  @PostMapping("/posts")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Post on a Page as a customer; the Page may answer it once in private")
  @Problems(ProblemType.INVALID_REQUEST)
  PostResponse post(
      @PathVariable String accountId,
      @PathVariable String customerId,
      @RequestBody PostRequest request) {
    requireIds(accountId, customerId);
    if (MetaMade.platformOf(accountId) == Platform.INSTAGRAM) {
      throw ApiProblem.invalid("accountId", "only a Page has visitor posts");
    }
    var postId = request.postId() == null ? MetaMade.postId(accountId) : request.postId();
    var target = target(ReplyTarget.Kind.POST, postId, "postId");
    write(
        new SandboxComment(
            target, accountId, customerId, false, createdAt(request.createdAt()), null, null),
        request.text(),
        request.named(),
        request.deliver());
    return new PostResponse(postId);
  }

  @DeleteMapping("/comments/{commentId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Remove a comment; Messenger tells the service, Instagram does not")
  @Problems(ProblemType.INVALID_REQUEST)
  void removeComment(
      @PathVariable String accountId,
      @PathVariable String customerId,
      @PathVariable String commentId) {
    requireIds(accountId, customerId);
    comments.remove(target(ReplyTarget.Kind.COMMENT, commentId, "commentId"), clock.instant());
  }

  @DeleteMapping("/posts/{postId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Remove a visitor post")
  @Problems(ProblemType.INVALID_REQUEST)
  void removePost(
      @PathVariable String accountId,
      @PathVariable String customerId,
      @PathVariable String postId) {
    requireIds(accountId, customerId);
    comments.remove(target(ReplyTarget.Kind.POST, postId, "postId"), clock.instant());
  }

  private void write(
      SandboxComment comment,
      @Nullable String text,
      @Nullable Boolean named,
      @Nullable Boolean deliver) {
    if (Boolean.FALSE.equals(deliver)) {
      comments.write(comment);
    } else {
      comments.writeAndDeliver(comment, text, !Boolean.FALSE.equals(named));
    }
  }

  private Instant createdAt(@Nullable Instant asked) {
    var now = clock.instant();
    var createdAt = (asked == null ? now : asked).truncatedTo(ChronoUnit.SECONDS);
    if (createdAt.isAfter(now) || !createdAt.isAfter(Instant.EPOCH)) {
      throw ApiProblem.invalid("createdAt", "must not lie in the future, nor before 1970");
    }
    return createdAt;
  }

  private static ReplyTarget target(ReplyTarget.Kind kind, String id, String field) {
    if (!ReplyTarget.isValidId(id)) {
      throw ApiProblem.invalid(field, "must match " + ReplyTarget.ID_PATTERN);
    }
    return new ReplyTarget(kind, id);
  }

  private static void requireIds(String accountId, String customerId) {
    if (!MetaId.isValid(accountId)) {
      throw ApiProblem.invalid("accountId", "must match " + MetaId.PATTERN);
    }
    if (!MetaId.isValid(customerId)) {
      throw ApiProblem.invalid("customerId", "must match " + MetaId.PATTERN);
    }
  }

  /// @param commentId made up when left out
  /// @param createdAt default now; in whole seconds
  /// @param live whether under a live broadcast, Instagram only; default false
  /// @param named whether Meta says who wrote it; default true
  /// @param deliver whether Meta tells the service; default true
  record CommentRequest(
      @Nullable String text,
      @Nullable String commentId,
      @Nullable Instant createdAt,
      @Nullable Boolean live,
      @Nullable Boolean named,
      @Nullable Boolean deliver) {}

  /// @param postId made up when left out
  /// @param createdAt default now; in whole seconds
  /// @param named whether Meta says who wrote it; default true
  /// @param deliver whether Meta tells the service; default true
  record PostRequest(
      @Nullable String text,
      @Nullable String postId,
      @Nullable Instant createdAt,
      @Nullable Boolean named,
      @Nullable Boolean deliver) {}

  record CommentResponse(String commentId) {}

  record PostResponse(String postId) {}
}
