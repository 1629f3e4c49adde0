package dev.dream.demo;

import java.util.Objects;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The crowd over HTTP, for whoever wants to see the house under load. */
@RestController
@RequestMapping("/load")
class LoadController {

  private final Crowd crowd;

  LoadController(Crowd crowd) {
    this.crowd = crowd;
  }

  @GetMapping
  Load load() {
    return new Load(crowd.size());
  }

  @PostMapping
  Load start(@RequestBody Load wanted) {
    return new Load(crowd.gather(Objects.requireNonNull(wanted.bidders())));
  }

  @DeleteMapping
  Load stop() {
    crowd.disperse();
    return load();
  }
}
