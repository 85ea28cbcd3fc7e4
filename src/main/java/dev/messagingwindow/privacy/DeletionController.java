package dev.messagingwindow.privacy;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The page on which a person sees what became of the deletion; whoever has the code may look.
@RestController
@Hidden
class DeletionController {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final Deletions deletions;

  DeletionController(Deletions deletions) {
    this.deletions = deletions;
  }

  @GetMapping("/deletions/{code}")
  ResponseEntity<String> status(@PathVariable String code) {
    var deletion = deletions.find(code);
    return ResponseEntity.status(deletion.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND)
        .contentType(HTML)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", StatusPage.CONTENT_SECURITY_POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "noindex")
        .body(deletion.map(StatusPage::of).orElseGet(StatusPage::unknown));
  }
}
