package dev.messagingwindow;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// What has to be looked after from time to time, on real time.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {}
