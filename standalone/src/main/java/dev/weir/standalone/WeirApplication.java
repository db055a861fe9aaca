package dev.weir.standalone;

import dev.weir.edge.EdgeConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The three services and what they share, in one context. */
@SpringBootApplication(scanBasePackages = {"dev.weir.ingest", "dev.weir.sink", "dev.weir.streams"})
@ConfigurationPropertiesScan({"dev.weir.ingest", "dev.weir.sink", "dev.weir.streams"})
@Import(EdgeConfiguration.class)
class WeirApplication {}
