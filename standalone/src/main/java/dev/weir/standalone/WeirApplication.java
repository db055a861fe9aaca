package dev.weir.standalone;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The three services and what they share, in one context. */
@SpringBootApplication(
    scanBasePackages = {"dev.weir.edge", "dev.weir.ingest", "dev.weir.sink", "dev.weir.streams"})
@ConfigurationPropertiesScan({
  "dev.weir.edge",
  "dev.weir.ingest",
  "dev.weir.sink",
  "dev.weir.streams"
})
class WeirApplication {}
