package dev.messagingwindow.retention;

import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/retention")
@Tag(name = "Personal data")
class RetentionController {

  private final RetentionTimes times;

  RetentionController(RetentionTimes times) {
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "How long things are kept")
  @Problems(ProblemType.INVALID_REQUEST)
  RetentionPeriods get() {
    return RetentionPeriods.of(times.all());
  }

  @PutMapping
  @Operation(
      summary = "Set how long things are kept",
      description =
          "What is absent is as configured. Effective everywhere within seconds; what is over then is"
              + " gone within an hour.")
  @Problems(ProblemType.INVALID_REQUEST)
  RetentionPeriods put(@RequestBody RetentionPeriods periods) {
    return RetentionPeriods.of(times.replace(periods.toPeriods()));
  }
}
